/** What every HTTP exchange of ours has: request ids, paths of one meaning, and the client for calls between services. */
package io.bureau.kit.http;
