/**
 * Machines that are containers on a Docker-compatible engine (Docker, Podman), each with a volume for its home and a network
 * of its own.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>
 */
package io.bureau.desktops.driver.container;
