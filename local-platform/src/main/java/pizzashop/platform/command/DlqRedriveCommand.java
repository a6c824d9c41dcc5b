package pizzashop.platform.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pizzashop.platform.http.ServiceRefused;
import pizzashop.platform.operator.DeadLetterDesk;
import pizzashop.platform.operator.LetterFilter;
import pizzashop.platform.operator.LetterFilter.Status;
import pizzashop.platform.operator.Signature;

/** Sends dead letters back. */
@Command(name = "redrive",
		description = { "Send dead letters back to the service that failed.",
				"Only that service processes them again. Exits 1 when anything was refused." },
		customSynopsis = { "Usage: pizza dlq redrive [OPTIONS] ID...",
				"       pizza dlq redrive [OPTIONS] --all [--type=EVENT] [--order=ID]",
				"                         [--service=NAME]" },
		synopsisHeading = "",
		footer = { "", "For example:", "  ./pizza dlq redrive 3f2a9c1e --reason \"the oven works again\"",
				"  ./pizza dlq redrive --all --dry-run", "  ./pizza dlq redrive --all --service kitchen" })
final class DlqRedriveCommand implements Callable<Integer> {

	@Mixin
	private final PortOffset portOffset = new PortOffset();

	@Mixin
	private final LetterSelection selection = new LetterSelection();

	@Parameters(paramLabel = "ID", arity = "0..*", description = "Ids, or their beginnings.")
	private List<String> ids = List.of();

	@Option(names = "--all", description = "All open ones, or those that --type, --order and --service leave.")
	private boolean all;

	@Option(names = "--dry-run", description = "Only say what would be redriven.")
	private boolean dryRun;

	@Option(names = "--force",
			description = "Also what was redriven too often already; with an ID, also what is closed.")
	private boolean force;

	@Option(names = "--reason", paramLabel = "TEXT", defaultValue = "",
			description = "Why; it stays in the letter's history.")
	private String reason = "";

	@Spec
	private CommandSpec spec;

	private final Terminal terminal = new Terminal();

	private final Complaints complaints = new Complaints();

	@Override
	public Integer call() {
		if (this.all == !this.ids.isEmpty()) {
			throw new ParameterException(this.spec.commandLine(), "Either ids or --all.");
		}
		if (!this.all && !this.selection.isEverything()) {
			throw new ParameterException(this.spec.commandLine(), "--type, --order and --service go with --all.");
		}
		Signature signature = new Signature(System.getProperty("user.name"), this.reason);
		LetterReport report = new LetterReport(this.terminal, this.dryRun ? "would be redriven" : "redriven");
		if (this.all) {
			redriveAll(signature, report);
		}
		else {
			redriveEach(signature, report);
		}
		report.summary();
		return Math.max(complaints.exitCode(this.terminal), report.exitCode());
	}

	private void redriveAll(Signature signature, LetterReport report) {
		LetterFilter filter = this.selection.filter(Status.OPEN);
		for (DeadLetterDesk desk : this.selection.desks(this.portOffset)) {
			this.complaints.ask(() -> desk.redriveAll(filter, signature, this.force, this.dryRun))
				.ifPresent(report::add);
		}
	}

	private void redriveEach(Signature signature, LetterReport report) {
		Set<String> checked = new LinkedHashSet<>();
		this.ids.forEach((id) -> checked.add(LetterSearch.checked(id, this.spec.commandLine())));
		LetterSearch search = new LetterSearch(this.portOffset, this.complaints);
		for (String id : checked) {
			search.find(id).ifPresent((found) -> redrive(found, signature, report));
		}
	}

	private void redrive(LetterSearch.Found found, Signature signature, LetterReport report) {
		try {
			report.done(found.desk().redrive(found.letter().id(), signature, this.force, this.dryRun));
		}
		catch (ServiceRefused ex) {
			report.refused(found.letter(), String.valueOf(ex.getMessage()));
		}
	}

}
