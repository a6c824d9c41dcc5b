package pizzashop.platform.command;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pizzashop.platform.Compilers;
import pizzashop.platform.PizzaShop;
import pizzashop.platform.Ports;
import pizzashop.platform.ProjectHome;
import pizzashop.platform.Service;
import pizzashop.platform.SystemMemory;
import pizzashop.platform.customer.TimelineEntry;
import pizzashop.platform.demo.Narrator;
import pizzashop.platform.demo.Outcome;
import pizzashop.platform.demo.Story;
import pizzashop.platform.http.JsonService;
import pizzashop.platform.http.ServiceRefused;
import pizzashop.platform.mail.Mailpit;
import pizzashop.platform.process.PlatformDirectory;
import pizzashop.platform.process.PlatformException;

/**
 * Plays the story: with a system that it starts and stops, or with containers that run.
 */
@Command(name = "demo",
		description = "Start a fresh system, show what it guarantees, stop it. Exits 0 when all was seen.",
		footer = "Works in .pizza/demo/, apart from the data of up; logs are in .pizza/logs/demo/.")
final class DemoCommand implements Callable<Integer> {

	/** Time enough to cancel, and no more to wait than that. */
	private static final Map<String, String> QUICK_KITCHEN = Map.of("KITCHEN_PREPARATIONTIME", "1s", "KITCHEN_BAKETIME",
			"2s");

	private static final Duration ANSWER = Duration.ofSeconds(10);

	@Mixin
	private final PortOffset portOffset = new PortOffset();

	@Option(names = "--docker",
			description = "Play with the containers that run, started with docker compose up; leave them running.")
	private boolean docker;

	private final Terminal terminal = new Terminal();

	@Override
	public Integer call() {
		return this.docker ? inContainers() : fresh();
	}

	private int inContainers() {
		long begin = System.nanoTime();
		Ports ports = this.portOffset.ports();
		Mailpit mailpit = new Mailpit(this.portOffset.mailpit());
		checkReady(ports);
		mailpit.checkReadable();
		try (Story story = new Story(ports, mailpit, new Voice())) {
			List<Outcome> outcomes = story.play();
			int exitCode = summarise(outcomes, "What the containers logged: docker compose logs",
					Duration.ofNanos(System.nanoTime() - begin));
			this.terminal.say("Did they keep their promises? ./pizza check --docker" + this.portOffset.asArgument()
					+ story.planted().stream().map((order) -> " --planted " + order).collect(Collectors.joining()));
			return exitCode;
		}
	}

	private static void checkReady(Ports ports) {
		for (Service service : Service.values()) {
			URI management = ports.managementUrl(service);
			try {
				new JsonService(service.processName(), management, ANSWER).get("/actuator/health/readiness");
			}
			catch (PlatformException | ServiceRefused ex) {
				throw new PlatformException("The " + service.processName() + " is not ready at " + management
						+ ": start the containers with docker compose up --build --detach --wait; "
						+ "docker compose ps tells how they are.", ex);
			}
		}
	}

	private int fresh() {
		long begin = System.nanoTime();
		Path state = ProjectHome.locate().state();
		PlatformDirectory directory = PlatformDirectory.in(state.resolve("demo"))
			.withLogs(state.resolve("logs").resolve("demo"));
		this.terminal.heading("Starting Kafka, a Schema Registry, PostgreSQL, a mail server, then the services");
		List<Outcome> outcomes;
		OptionalLong megabytes;
		try (PizzaShop shop = PizzaShop.open(directory, this.portOffset.ports(), true, Compilers.QUICK,
				this.terminal)) {
			shop.startServices(Map.of(Service.KITCHEN, QUICK_KITCHEN));
			outcomes = play(shop);
			megabytes = SystemMemory.megabytes();
		}
		int exitCode = summarise(outcomes, "The logs are in " + directory.logs() + ".",
				Duration.ofNanos(System.nanoTime() - begin));
		megabytes.ifPresent((count) -> this.terminal.say("The whole system took " + count + " MB of memory."));
		return exitCode;
	}

	private List<Outcome> play(PizzaShop shop) {
		try (Story story = new Story(this.portOffset.ports(), shop.infrastructure().mailbox(), new Voice())) {
			return story.play();
		}
	}

	private int summarise(List<Outcome> outcomes, String logs, Duration took) {
		this.terminal.heading("What was seen, in " + took.toSeconds() + " seconds");
		outcomes.forEach(this::tellOutcome);
		boolean all = outcomes.stream().allMatch(Outcome::wasObserved);
		if (!all) {
			this.terminal.say(logs);
		}
		return all ? 0 : 1;
	}

	private void tellOutcome(Outcome outcome) {
		this.terminal
			.say(outcome.wasObserved() ? "  " + this.terminal.good(this.terminal.mark()) + " " + outcome.title()
					: "  " + this.terminal.bad(this.terminal.cross()) + " " + outcome.title() + ": not seen, "
							+ outcome.missing());
	}

	private final class Voice implements Narrator {

		private final TimelinePrinter timeline = new TimelinePrinter(DemoCommand.this.terminal);

		@Override
		public void begin(String title) {
			DemoCommand.this.terminal.heading(title);
		}

		@Override
		public void tell(String sentence) {
			DemoCommand.this.terminal.say("  " + sentence);
		}

		@Override
		public void tell(TimelineEntry entry) {
			this.timeline.print(entry);
		}

		@Override
		public void end(Outcome outcome) {
			tellOutcome(outcome);
		}

	}

}
