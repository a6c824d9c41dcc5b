package pizzashop.platform.command;

import picocli.CommandLine.Command;

/** Groups what can be done with dead letters. */
@Command(name = "dlq", description = "The dead letters: what a consumer group could not process.",
		subcommands = DlqListCommand.class, synopsisSubcommandLabel = "COMMAND")
final class DlqCommand {

}
