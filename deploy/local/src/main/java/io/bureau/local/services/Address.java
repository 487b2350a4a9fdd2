package io.bureau.local.services;

/** Where one process of a service listens, on loopback. The management port has health and metrics, and is never routed. */
public record Address(int port, int managementPort) {

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    String readinessUrl() {
        return "http://127.0.0.1:" + managementPort + "/q/health/ready";
    }
}
