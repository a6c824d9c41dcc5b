package pizzashop.platform.command;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pizzashop.platform.ProjectHome;
import pizzashop.platform.check.CheckResult;
import pizzashop.platform.check.Endpoints;
import pizzashop.platform.check.InvariantCheck;
import pizzashop.platform.mail.MailFolder;
import pizzashop.platform.mail.Mailbox;
import pizzashop.platform.mail.Mailpit;
import pizzashop.platform.process.PlatformDirectory;

/** Checks that a running system kept its promises. */
@Command(name = "check",
		description = "Check from outside that the running system lost nothing, doubled nothing and left nothing "
				+ "undone. Exits 0 when all invariants hold.",
		footer = { "Waits until every order is at its end, then reads all orders, tickets, events and mails.",
				"Nobody should order meanwhile. After ./pizza up: ./pizza check",
				"After docker compose up: ./pizza check --docker" })
final class CheckCommand implements Callable<Integer> {

	@Mixin
	private final PortOffset portOffset = new PortOffset();

	@Option(names = "--order-service", paramLabel = "URL",
			description = "An instance of it (default: on this machine).")
	private @Nullable URI orderService;

	@Option(names = "--kitchen-service", paramLabel = "URL",
			description = "An instance of it (default: on this machine).")
	private @Nullable URI kitchenService;

	@Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Its address (default: on this machine).")
	private @Nullable String kafka;

	@ArgGroup
	private Mails mails = new Mails();

	@Option(names = "--planted", paramLabel = "KEY",
			description = "The key of a record that was damaged on purpose: may be a dead letter. Repeat for more.")
	private List<String> planted = List.of();

	@Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "60",
			description = "How long to wait at most until the system is quiet (default: ${DEFAULT-VALUE}).")
	private int patience;

	@Override
	public Integer call() {
		Terminal terminal = new Terminal();
		CheckResult result = InvariantCheck.of(endpoints(), Set.copyOf(this.planted), Set.of(),
				Duration.ofSeconds(this.patience), terminal);
		List<String> lines = result.lines();
		terminal.say(result.holds() ? terminal.good(terminal.mark()) + " " + lines.getFirst()
				: terminal.bad(terminal.cross()) + " " + lines.getFirst());
		lines.stream().skip(1).forEach(terminal::say);
		return result.holds() ? 0 : 1;
	}

	private Endpoints endpoints() {
		Endpoints local = Endpoints.local(this.portOffset.ports(), mailbox());
		return new Endpoints((this.orderService != null) ? this.orderService : local.orderService(),
				(this.kitchenService != null) ? this.kitchenService : local.kitchenService(),
				(this.kafka != null) ? this.kafka : local.kafka(), local.mailbox());
	}

	private Mailbox mailbox() {
		if (this.mails.docker) {
			return new Mailpit(this.portOffset.mailpit());
		}
		return new MailFolder((this.mails.folder != null) ? this.mails.folder
				: PlatformDirectory.in(ProjectHome.locate().state()).mail());
	}

	/** Where the mails are: either of them. */
	private static final class Mails {

		@Option(names = "--mailbox", paramLabel = "DIR", description = "A folder of .eml files (default: .pizza/mail).")
		private @Nullable Path folder;

		@Option(names = "--docker", description = "Read the mails of the system in containers, from its Mailpit.")
		private boolean docker;

	}

}
