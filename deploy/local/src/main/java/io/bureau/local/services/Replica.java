package io.bureau.local.services;

/**
 * One process of a service.
 *
 * @param number from 1
 */
public record Replica(Service service, int number, Address address) {

    /** Of its process, its log and its port. The first is called like the service, whether or not there are more. */
    public String name() {
        return name(service, number);
    }

    public static String name(Service service, int number) {
        return number == 1 ? service.module() : service.module() + "-" + number;
    }
}
