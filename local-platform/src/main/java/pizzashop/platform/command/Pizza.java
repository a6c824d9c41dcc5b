package pizzashop.platform.command;

import java.util.List;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import pizzashop.platform.customer.OrderRefused;
import pizzashop.platform.process.PlatformException;

/** The main class behind the script {@code pizza}. */
@Command(name = "pizza", description = "The pizza shop on this machine: real Kafka, real services, no Docker.",
		subcommands = { DemoCommand.class, UpCommand.class, OrderCommand.class, DlqCommand.class, CheckCommand.class },
		mixinStandardHelpOptions = false, synopsisSubcommandLabel = "COMMAND")
final class Pizza {

	private Pizza() {
	}

	/** Runs a verb and ends with 0 when it did what it should. */
	public static void main(String[] arguments) {
		// the clients' own complaints would only garble what we say
		System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
		int exitCode = run(arguments);
		System.exit(exitCode);
	}

	static int run(String... arguments) {
		CommandLine commandLine = new CommandLine(new Pizza());
		commandLine.getCommandSpec()
			.addOption(OptionSpec.builder("-h", "--help")
				.usageHelp(true)
				.scopeType(CommandLine.ScopeType.INHERIT)
				.description("Show this help.")
				.build());
		return commandLine
			.setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.isColoured() ? Ansi.ON : Ansi.OFF))
			.setExecutionExceptionHandler((failure, command, result) -> report(failure, command))
			.setExecutionStrategy(Pizza::execute)
			.execute(arguments);
	}

	/** A verb is needed; without one the help tells which there are. */
	private static int execute(CommandLine.ParseResult result) {
		List<CommandLine> commands = result.asCommandLineList();
		CommandLine last = commands.getLast();
		if (!result.isUsageHelpRequested() && !(last.getCommand() instanceof Runnable)
				&& !(last.getCommand() instanceof java.util.concurrent.Callable) && !last.isUsageHelpRequested()) {
			last.usage(System.err);
			return CommandLine.ExitCode.USAGE;
		}
		return new CommandLine.RunLast().execute(result);
	}

	private static int report(Exception failure, CommandLine command) throws Exception {
		if (isShuttingDown()) {
			// Ctrl-C: whatever failed did so because we stop it
			return CommandLine.ExitCode.SOFTWARE;
		}
		if (failure instanceof PlatformException || failure instanceof OrderRefused) {
			System.err.println(command.getColorScheme().errorText(failure.getMessage()));
			return CommandLine.ExitCode.SOFTWARE;
		}
		throw failure;
	}

	private static boolean isShuttingDown() {
		Thread probe = new Thread(() -> {
		});
		try {
			Runtime.getRuntime().addShutdownHook(probe);
			Runtime.getRuntime().removeShutdownHook(probe);
			return false;
		}
		catch (IllegalStateException ex) {
			return true;
		}
	}

}
