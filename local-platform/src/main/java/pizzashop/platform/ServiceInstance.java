package pizzashop.platform;

import java.net.URI;

import pizzashop.platform.process.ChildProcess;

/**
 * A service that runs.
 *
 * @param service what it is
 * @param number tells instances of one service apart, from 1
 * @param port where it serves
 * @param process kill it, stop it, start it again
 */
public record ServiceInstance(Service service, int number, int port, ChildProcess process) {

	/** Where it serves. */
	public URI url() {
		return URI.create("http://127.0.0.1:" + this.port);
	}

	/** Where it tells about its health and its metrics. */
	public URI managementUrl() {
		return Ports.managementUrl(this.port);
	}

}
