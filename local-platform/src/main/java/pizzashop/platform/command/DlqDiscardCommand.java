package pizzashop.platform.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pizzashop.platform.http.ServiceRefused;
import pizzashop.platform.operator.Signature;

/** Closes dead letters. */
@Command(name = "discard",
		description = { "Decide against dead letters.",
				"They stay readable, and nobody processes them. Exits 1 when anything was refused." },
		footer = { "", "For example:", "  ./pizza dlq discard 3f2a9c1e --reason \"sent by a test\"" })
final class DlqDiscardCommand implements Callable<Integer> {

	@Mixin
	private final PortOffset portOffset = new PortOffset();

	@Parameters(paramLabel = "ID", arity = "1..*", description = "Ids, or their beginnings.")
	private List<String> ids = List.of();

	@Option(names = "--reason", paramLabel = "TEXT", required = true,
			description = "Why; it stays in the letter's history.")
	private String reason = "";

	@Spec
	private CommandSpec spec;

	private final Terminal terminal = new Terminal();

	@Override
	public Integer call() {
		Set<String> checked = new LinkedHashSet<>();
		this.ids.forEach((id) -> checked.add(LetterSearch.checked(id, this.spec.commandLine())));
		Complaints complaints = new Complaints();
		LetterSearch search = new LetterSearch(this.portOffset, complaints);
		LetterReport report = new LetterReport(this.terminal, "discarded");
		Signature signature = new Signature(System.getProperty("user.name"), this.reason);
		for (String id : checked) {
			search.find(id).ifPresent((found) -> discard(found, signature, report));
		}
		report.summary();
		return Math.max(complaints.exitCode(this.terminal), report.exitCode());
	}

	private static void discard(LetterSearch.Found found, Signature signature, LetterReport report) {
		try {
			report.done(found.desk().discard(found.letter().id(), signature));
		}
		catch (ServiceRefused ex) {
			report.refused(found.letter(), String.valueOf(ex.getMessage()));
		}
	}

}
