/** The audit trail as the people of an organisation read it: one list over all services, newest first. */
package io.bureau.identity.audit;
