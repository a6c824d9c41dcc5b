package pizzashop.platform.command;

import picocli.CommandLine.Command;

/** Groups what can be done with dead letters. */
@Command(name = "dlq",
		description = { "The dead letters: what a consumer group could not process.",
				"Each service keeps its own; these commands ask all of them." },
		subcommands = { DlqListCommand.class, DlqShowCommand.class, DlqRedriveCommand.class, DlqDiscardCommand.class },
		synopsisSubcommandLabel = "COMMAND",
		footer = { "", "For example:", "  ./pizza dlq list", "  ./pizza dlq show 3f2a9c1e",
				"  ./pizza dlq redrive 3f2a9c1e --reason \"the oven works again\"",
				"  ./pizza dlq redrive --all --dry-run", "  ./pizza dlq discard 3f2a9c1e --reason \"a test\"" })
final class DlqCommand {

}
