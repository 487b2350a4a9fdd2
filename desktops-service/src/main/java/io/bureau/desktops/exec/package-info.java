/** Commands run on desktops: started over SSH, watched while they run, and ended with all that they have started. */
package io.bureau.desktops.exec;
