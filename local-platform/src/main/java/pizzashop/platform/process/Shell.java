package pizzashop.platform.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a shell does and Java itself does not. */
final class Shell {

	private Shell() {
	}

	/** Whether a program is on the path. */
	static boolean finds(String program) {
		String path = System.getenv().getOrDefault("PATH", "");
		return Stream.of(path.split(File.pathSeparator, -1))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, program)));
	}

	/** Every shell has a kill of its own; small systems have no other. */
	static void kill(String signal, ProcessHandle process) throws IOException, InterruptedException {
		new ProcessBuilder("sh", "-c", "kill -" + signal + " \"$0\"", Long.toString(process.pid())).inheritIO()
			.start()
			.waitFor(5, TimeUnit.SECONDS);
	}

}
