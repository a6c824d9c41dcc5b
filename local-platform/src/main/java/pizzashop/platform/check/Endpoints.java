package pizzashop.platform.check;

import java.net.URI;

import pizzashop.platform.Ports;
import pizzashop.platform.mail.Mailbox;

/**
 * Where a system can be seen from outside.
 *
 * @param orderService the address of an instance, say {@code http://127.0.0.1:8080}
 * @param kitchenService the address of an instance, say {@code http://127.0.0.1:8082}
 * @param kafka for Kafka's {@code bootstrap.servers}: one {@code HOST:PORT}
 * @param mailbox the mails that were sent
 */
public record Endpoints(URI orderService, URI kitchenService, String kafka, Mailbox mailbox) {

	/** A system on this machine. */
	public static Endpoints local(Ports ports, Mailbox mailbox) {
		return new Endpoints(URI.create("http://127.0.0.1:" + ports.orderService()),
				URI.create("http://127.0.0.1:" + ports.kitchenService()), ports.bootstrapServers(), mailbox);
	}

}
