/** Child processes: started, watched, started again when they die, and ended by their own process id. */
package io.bureau.local.process;
