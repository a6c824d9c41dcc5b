package pizzashop.platform.command;

import java.net.URI;

import picocli.CommandLine.Option;
import pizzashop.platform.Ports;
import pizzashop.platform.Service;

/** The option that several commands share. */
public final class PortOffset {

	private static final int MAILPIT = 8025;

	@Option(names = "--port-offset", paramLabel = "N", defaultValue = "0",
			description = "Add N to every port, so that two systems fit on one machine (default: ${DEFAULT-VALUE}).")
	private int offset;

	public Ports ports() {
		return Ports.standard(this.offset);
	}

	URI orderService() {
		return ports().url(Service.ORDER);
	}

	/** Where a service serves its operator. */
	URI managementOf(Service service) {
		return ports().managementUrl(service);
	}

	/** Where the mail server of the system in containers answers. */
	URI mailpit() {
		return URI.create("http://127.0.0.1:" + (MAILPIT + this.offset));
	}

	/** What to add to a command line so that it reaches the same system. */
	String asArgument() {
		return (this.offset == 0) ? "" : " --port-offset " + this.offset;
	}

}
