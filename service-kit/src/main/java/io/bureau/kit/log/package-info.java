/** How a log line is written. */
package io.bureau.kit.log;
