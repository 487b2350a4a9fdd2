/** Who calls, how that is found out, and what they may do. */
package io.bureau.kit.principal;
