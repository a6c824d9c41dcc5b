package pizzashop.platform.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person sees of a command.
 *
 * @param exitCode what it ended with
 * @param output what it printed
 * @param errors what it printed beside that
 */
record Screen(int exitCode, String output, String errors) {

	private static final String COLUMNS = "pizzashop.columns";

	/** Runs a command in a terminal of that many columns. */
	static Screen of(int columns, FakeManagement services, String... arguments) {
		List<String> line = new ArrayList<>(List.of(arguments));
		line.addAll(List.of("--port-offset", Integer.toString(services.portOffset())));
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		ByteArrayOutputStream errors = new ByteArrayOutputStream();
		PrintStream realOutput = System.out;
		PrintStream realErrors = System.err;
		System.setProperty(COLUMNS, Integer.toString(columns));
		System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
		System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
		try {
			int exitCode = Pizza.run(line.toArray(String[]::new));
			return new Screen(exitCode, output.toString(StandardCharsets.UTF_8),
					errors.toString(StandardCharsets.UTF_8));
		}
		finally {
			System.clearProperty(COLUMNS);
			System.setOut(realOutput);
			System.setErr(realErrors);
		}
	}

}
