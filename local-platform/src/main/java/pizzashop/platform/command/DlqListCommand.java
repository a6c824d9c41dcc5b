package pizzashop.platform.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import pizzashop.platform.letters.DeadLetterTable;
import pizzashop.platform.letters.LetterJson;
import pizzashop.platform.letters.ShortId;
import pizzashop.platform.operator.DeadLetterDesk;
import pizzashop.platform.operator.Letter;
import pizzashop.platform.operator.LetterFilter;
import pizzashop.platform.operator.LetterFilter.Status;

/** Lists dead letters. */
@Command(name = "list",
		description = { "List the dead letters of all services, the youngest first.",
				"Where the terminal is narrow, an order is told by the last 8 characters of its id, as in its mails." },
		footer = { "", "For example:", "  ./pizza dlq list", "  ./pizza dlq list --status ALL --service kitchen",
				"  ./pizza dlq list --type OrderPlaced --limit 200", "  ./pizza dlq list --json | jq -r '.[].id'" })
final class DlqListCommand implements Callable<Integer> {

	private static final int DEFAULT_LIMIT = 50;

	@Mixin
	private final PortOffset portOffset = new PortOffset();

	@Mixin
	private final LetterSelection selection = new LetterSelection();

	@Option(names = "--status", paramLabel = "STATUS", defaultValue = "OPEN",
			description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
	private Status status = Status.OPEN;

	@Option(names = "--limit", paramLabel = "N",
			description = "How many at most (default: " + DEFAULT_LIMIT + "; with --json all).")
	private @Nullable Integer limit;

	@Option(names = "--json", description = "Print one JSON array, with all that a desk says of each.")
	private boolean json;

	@Spec
	private CommandSpec spec;

	private final Terminal terminal = new Terminal();

	@Override
	public Integer call() {
		int most = limit();
		Complaints complaints = new Complaints();
		LetterFilter filter = this.selection.filter(this.status);
		List<Letter> letters = new ArrayList<>();
		long total = 0;
		boolean anyAnswer = false;
		for (DeadLetterDesk desk : this.selection.desks(this.portOffset)) {
			var page = complaints.ask(() -> desk.list(filter, most));
			if (page.isPresent()) {
				anyAnswer = true;
				letters.addAll(page.get().letters());
				total += page.get().total();
			}
		}
		letters.sort(Comparator.comparing(Letter::failedAtInstant).reversed());
		List<Letter> youngest = letters.subList(0, Math.min(most, letters.size()));
		if (this.json) {
			this.terminal.say(LetterJson.of(youngest));
		}
		else if (anyAnswer) {
			tell(youngest, total);
		}
		return complaints.exitCode(this.terminal);
	}

	private int limit() {
		if (this.limit != null && this.limit < 1) {
			throw new ParameterException(commandLine(), "--limit is at least 1.");
		}
		if (this.limit != null) {
			return this.limit;
		}
		return this.json ? Integer.MAX_VALUE : DEFAULT_LIMIT;
	}

	private CommandLine commandLine() {
		return this.spec.commandLine();
	}

	private void tell(List<Letter> letters, long total) {
		String kind = (this.status == Status.ALL) ? "" : this.status.name().toLowerCase(Locale.ROOT) + " ";
		if (letters.isEmpty()) {
			this.terminal.say("No " + kind + "dead letters" + (this.selection.isEverything() ? "." : " like that."));
			return;
		}
		DeadLetterTable.lines(letters, Terminal.columns(), this.status == Status.ALL).forEach(this.terminal::say);
		this.terminal.say("");
		if (letters.size() < total) {
			this.terminal.say("The youngest " + letters.size() + " of " + total + " " + kind + "dead letters; --limit "
					+ total + " lists all.");
		}
		else {
			this.terminal.say(total + " " + kind + "dead letter" + ((total == 1) ? "." : "s, the youngest first."));
		}
		this.terminal
			.say("All of one: ./pizza dlq show " + ShortId.of(letters.getFirst()) + this.portOffset.asArgument());
	}

}
