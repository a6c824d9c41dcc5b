package pizzashop.platform.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import pizzashop.platform.PizzaShop;
import pizzashop.platform.ProjectHome;
import pizzashop.platform.Service;
import pizzashop.platform.SystemMemory;
import pizzashop.platform.customer.TimelineEntry;
import pizzashop.platform.demo.Narrator;
import pizzashop.platform.demo.Outcome;
import pizzashop.platform.demo.Story;
import pizzashop.platform.process.PlatformDirectory;

/** Starts the system, plays the story, and stops it again. */
@Command(name = "demo",
		description = "Start a fresh system, show what it guarantees, stop it. Exits 0 when all was seen.",
		footer = "Works in .pizza/demo/, apart from the data of up; logs are in .pizza/logs/demo/.")
final class DemoCommand implements Callable<Integer> {

	/** Time enough to cancel, and no more to wait than that. */
	private static final Map<String, String> QUICK_KITCHEN = Map.of("KITCHEN_PREPARATIONTIME", "1s", "KITCHEN_BAKETIME",
			"2s");

	@Mixin
	private final PortOffset portOffset = new PortOffset();

	private final Terminal terminal = new Terminal();

	@Override
	public Integer call() {
		long begin = System.nanoTime();
		Path state = ProjectHome.locate().state();
		PlatformDirectory directory = PlatformDirectory.in(state.resolve("demo"))
			.withLogs(state.resolve("logs").resolve("demo"));
		this.terminal.heading("Starting Kafka, a Schema Registry, PostgreSQL, a mail server, then the services");
		List<Outcome> outcomes;
		OptionalLong megabytes;
		try (PizzaShop shop = PizzaShop.open(directory, this.portOffset.ports(), true, this.terminal)) {
			shop.startServices(Map.of(Service.KITCHEN, QUICK_KITCHEN));
			outcomes = play(shop);
			megabytes = SystemMemory.megabytes();
		}
		int exitCode = summarise(outcomes, directory.logs(), Duration.ofNanos(System.nanoTime() - begin));
		megabytes.ifPresent((count) -> this.terminal.say("The whole system took " + count + " MB of memory."));
		return exitCode;
	}

	private List<Outcome> play(PizzaShop shop) {
		try (Story story = new Story(this.portOffset.ports(), shop.infrastructure().mailbox(), new Voice())) {
			return story.play();
		}
	}

	private int summarise(List<Outcome> outcomes, Path logs, Duration took) {
		this.terminal.heading("What was seen, in " + took.toSeconds() + " seconds");
		outcomes.forEach(this::tellOutcome);
		boolean all = outcomes.stream().allMatch(Outcome::wasObserved);
		if (!all) {
			this.terminal.say("The logs are in " + logs + ".");
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
