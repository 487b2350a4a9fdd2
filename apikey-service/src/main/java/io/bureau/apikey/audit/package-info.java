/** What was done to keys and by whom: rows that are added with the change they tell of, and never altered. */
package io.bureau.apikey.audit;
