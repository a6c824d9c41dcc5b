package pizzashop.platform.command;

import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pizzashop.platform.letters.DeadLetterSheet;
import pizzashop.platform.letters.LetterJson;
import pizzashop.platform.letters.ShortId;
import pizzashop.platform.operator.Letter;

/** Shows a dead letter. */
@Command(name = "show",
		description = { "Show all of a dead letter.",
				"What failed, where, when and why, its headers, the event or its bytes, and what was done about it." },
		footer = { "", "For example:", "  ./pizza dlq show 3f2a9c1e",
				"  ./pizza dlq show 3f2a9c1e --json | jq .event" })
final class DlqShowCommand implements Callable<Integer> {

	@Mixin
	private final PortOffset portOffset = new PortOffset();

	@Parameters(paramLabel = "ID",
			description = "The letter's id, or so much of its beginning that it is the only one.")
	private String id = "";

	@Option(names = "--json", description = "Print it as JSON.")
	private boolean json;

	@Spec
	private CommandSpec spec;

	private final Terminal terminal = new Terminal();

	@Override
	public Integer call() {
		Complaints complaints = new Complaints();
		String checked = LetterSearch.checked(this.id, this.spec.commandLine());
		Optional<LetterSearch.Found> found = new LetterSearch(this.portOffset, complaints).find(checked);
		found.map(LetterSearch.Found::letter).ifPresent(this::tell);
		return complaints.exitCode(this.terminal);
	}

	private void tell(Letter letter) {
		if (this.json) {
			this.terminal.say(LetterJson.of(letter));
			return;
		}
		DeadLetterSheet.lines(letter, Terminal.columns(), this.terminal::strong).forEach(this.terminal::say);
		if (letter.status().equals("OPEN")) {
			String rest = " " + ShortId.of(letter) + this.portOffset.asArgument();
			this.terminal.say("");
			this.terminal.say("Cause gone? ./pizza dlq redrive" + rest);
			this.terminal.say("Not needed? ./pizza dlq discard" + rest + " --reason \"...\"");
		}
	}

}
