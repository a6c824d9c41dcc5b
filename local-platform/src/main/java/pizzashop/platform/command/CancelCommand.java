package pizzashop.platform.command;

import java.time.Duration;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderFollower;

/** Cancels an order. */
@Command(name = "cancel", description = "Ask for an order to be cancelled and follow it to its end.",
		footer = "In time is whoever asks before the order goes into the oven.")
final class CancelCommand implements Callable<Integer> {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Mixin
	private final PortOffset portOffset = new PortOffset();

	@Parameters(paramLabel = "ORDER", description = "The order's id.")
	private String order = "";

	@Override
	public Integer call() {
		OrderClient client = new OrderClient(this.portOffset.orderService());
		client.cancel(this.order);
		new OrderFollower(client, this.order, new TimelinePrinter(new Terminal())::print).follow(PATIENCE);
		return 0;
	}

}
