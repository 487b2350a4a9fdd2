/** What the tests of several services need: real Postgres and Redis, the services around the one under test, a clock. */
package io.bureau.testkit;
