/** Keys whose secrets have got out: who may say so, and what becomes of them then. */
package io.bureau.apikey.leak;
