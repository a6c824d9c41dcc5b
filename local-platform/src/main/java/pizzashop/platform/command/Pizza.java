package pizzashop.platform.command;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import pizzashop.platform.customer.OrderRefused;
import pizzashop.platform.http.ServiceRefused;
import pizzashop.platform.letters.Visible;
import pizzashop.platform.process.PlatformException;

/** The main class behind the script {@code pizza}. */
@Command(name = "pizza", description = "The pizza shop on this machine: real Kafka, real services, no Docker.",
		subcommands = { DemoCommand.class, UpCommand.class, OrderCommand.class, CancelCommand.class, DlqCommand.class,
				OvenCommand.class, CheckCommand.class, TrainCommand.class },
		mixinStandardHelpOptions = false, synopsisSubcommandLabel = "COMMAND",
		footer = "%nAnd ./pizza bench measures how fast all of it is: ./pizza bench --help tells.")
public final class Pizza {

	/** The least that picocli can do. */
	private static final int NARROWEST_HELP = 55;

	private static final int WIDEST_HELP = 100;

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
		return run(new Pizza(), arguments);
	}

	/**
	 * Runs a command as every verb is run: with the same help, and failures told in a
	 * sentence.
	 * @param command of picocli
	 * @return the exit code
	 */
	public static int run(Object command, String... arguments) {
		CommandLine commandLine = new CommandLine(command);
		commandLine.getCommandSpec()
			.addOption(OptionSpec.builder("-h", "--help")
				.usageHelp(true)
				.scopeType(CommandLine.ScopeType.INHERIT)
				.description("Show this help.")
				.build());
		return commandLine
			.setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.isColoured() ? Ansi.ON : Ansi.OFF))
			.setUsageHelpWidth(Math.clamp(Terminal.columns(), NARROWEST_HELP, WIDEST_HELP))
			.setCaseInsensitiveEnumValuesAllowed(true)
			.setExecutionExceptionHandler((failure, failed, result) -> report(failure, failed))
			.setExecutionStrategy(Pizza::execute)
			.execute(arguments);
	}

	/** A verb is needed; without one the help tells which there are. */
	private static int execute(CommandLine.ParseResult result) {
		List<CommandLine> commands = result.asCommandLineList();
		CommandLine last = commands.getLast();
		if (!last.getSubcommands().isEmpty() && !(last.getCommand() instanceof Callable)
				&& !result.isUsageHelpRequested() && !last.isUsageHelpRequested()) {
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
		if (failure instanceof PlatformException || failure instanceof OrderRefused
				|| failure instanceof ServiceRefused) {
			Visible.lines(String.valueOf(failure.getMessage()))
				.forEach((line) -> System.err.println(command.getColorScheme().errorText(line)));
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
