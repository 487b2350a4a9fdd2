/** The form of public identifiers. */
package io.bureau.kit.id;
