package pizzashop.platform.command;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderFollower;
import pizzashop.platform.customer.OrderLine;

/** Orders pizza. */
@Command(name = "order", description = "Order pizza and follow the order to its end.",
		footer = "For example: ./pizza order Margherita \"Quattro Formaggi\" --quantity 2")
final class OrderCommand implements Callable<Integer> {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Mixin
	private final PortOffset portOffset = new PortOffset();

	@Parameters(paramLabel = "PIZZA", arity = "1..*", description = "Names from the menu.")
	private List<String> pizzas = List.of();

	@Option(names = "--quantity", paramLabel = "N", defaultValue = "1",
			description = "How many of each (default: ${DEFAULT-VALUE}).")
	private int quantity;

	@Option(names = "--name", defaultValue = "Ada Lovelace", description = "Who orders (default: ${DEFAULT-VALUE}).")
	private String name = "";

	@Option(names = "--email", defaultValue = "ada@example.org",
			description = "Where the receipt goes (default: ${DEFAULT-VALUE}).")
	private String email = "";

	@Override
	public Integer call() {
		Terminal terminal = new Terminal();
		OrderClient client = new OrderClient(this.portOffset.orderService());
		Order order = client.place(this.name, this.email,
				this.pizzas.stream().map((pizza) -> new OrderLine(pizza, this.quantity)).toList());
		terminal.say("Order " + order.id() + ": " + String.join(", ", this.pizzas) + ", " + order.total());
		OrderFollower follower = new OrderFollower(client, order.id(), new TimelinePrinter(terminal)::print);
		Order followed = follower.follow(PATIENCE);
		while (!followed.isAtItsEnd()) {
			terminal.say("    nothing more yet: the order is " + followed.status()
					+ ", and stands also when you stop watching with Ctrl-C");
			followed = follower.follow(PATIENCE);
		}
		return 0;
	}

}
