package pizzashop.platform.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pizzashop.platform.Compilers;
import pizzashop.platform.Infrastructure;
import pizzashop.platform.PizzaShop;
import pizzashop.platform.Ports;
import pizzashop.platform.ProjectHome;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.process.ChildProcess;
import pizzashop.platform.process.PlatformDirectory;
import pizzashop.platform.process.PlatformException;

/** Starts the system and keeps it running. */
@Command(name = "up", description = "Start the whole system and keep it running until Ctrl-C.",
		footer = "Data stays in .pizza/ until --fresh; logs are in .pizza/logs/.")
final class UpCommand implements Callable<Integer> {

	private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

	@Mixin
	private final PortOffset portOffset = new PortOffset();

	@Option(names = "--fresh", description = "Forget the data of earlier runs first.")
	private boolean fresh;

	private final Terminal terminal = new Terminal();

	@Override
	public Integer call() {
		PlatformDirectory directory = PlatformDirectory.in(ProjectHome.locate().state());
		Ports ports = this.portOffset.ports();
		this.terminal.heading("Starting Kafka, a Schema Registry, PostgreSQL, a mail server, then the services");
		try (PizzaShop shop = PizzaShop.open(directory, ports, this.fresh, Compilers.QUICK, this.terminal)) {
			shop.startServices(Map.of());
			tellWhatToTry(shop, directory);
			watch(shop);
		}
		return 0;
	}

	private void tellWhatToTry(PizzaShop shop, PlatformDirectory directory) {
		Infrastructure infrastructure = shop.infrastructure();
		this.terminal.heading("The shop is open");
		for (ServiceInstance service : shop.services()) {
			this.terminal
				.say(String.format("  %1$-21s %2$s   dead letters: %3$s/desk   health and metrics: %3$s/actuator",
						service.process().name(), service.url(), service.managementUrl()));
		}
		this.terminal.say("  Kafka                 " + infrastructure.bootstrapServers());
		this.terminal.say("  Schema Registry       " + infrastructure.registryUrl());
		this.terminal.say("  PostgreSQL            " + infrastructure.jdbcUrl("orders")
				+ "   also kitchen, notifications; user and password: the database's name");
		this.terminal.say("  Mailbox               " + directory.mail());
		this.terminal.heading("Try");
		this.terminal.say("  ./pizza order Margherita" + this.portOffset.asArgument());
		this.terminal.say("  ./pizza order Hawaiian" + this.portOffset.asArgument());
		this.terminal.say("  ./pizza dlq list" + this.portOffset.asArgument());
		this.terminal.say("  ./pizza oven jam" + this.portOffset.asArgument());
		this.terminal.say("  curl -i " + this.portOffset.orderService()
				+ "/orders -H 'Content-Type: application/json' -d '{\"customer\":{\"name\":\"Ada\",\"email\":\"ada@example.org\"},\"lines\":[{\"pizza\":\"Margherita\",\"quantity\":1}]}'");
		this.terminal.say("  tail -f " + directory.logs() + "/kitchen-service.log");
		this.terminal.say("");
		this.terminal.say("Ctrl-C stops everything; the data stays in " + directory.data().getParent() + ".");
	}

	/** Returns only with an exception: Ctrl-C ends the JVM. */
	private void watch(PizzaShop shop) {
		List<ChildProcess> alive = new ArrayList<>(shop.processes());
		while (true) {
			alive.removeIf((process) -> {
				if (process.isAlive() || shop.isClosing()) {
					return false;
				}
				this.terminal.say(this.terminal.bad(process.name() + " has ended") + "; its log: " + process.log());
				return true;
			});
			if (alive.isEmpty()) {
				throw new PlatformException("Every process has ended.");
			}
			pause();
		}
	}

	private static void pause() {
		try {
			Thread.sleep(WATCH_INTERVAL);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Watching the system");
		}
	}

}
