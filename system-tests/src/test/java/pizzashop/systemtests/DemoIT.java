package pizzashop.systemtests;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The demo as the script starts it, to its end. */
class DemoIT {

	@Test
	void theDemoSeesEveryStepAndLeavesNothingRunning() throws IOException, InterruptedException {
		Path home = Path.of("..").toRealPath();
		Path platform = home.resolve("local-platform/target");
		Process demo = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Dpizzashop.home=" + home, "-cp",
				platform.resolve("classes") + File.pathSeparator + platform.resolve("lib") + "/*",
				"pizzashop.platform.command.Pizza", "demo", "--port-offset", "11000")
			.redirectErrorStream(true)
			.start();
		String said = new String(demo.getInputStream().readAllBytes(), UTF_8);

		assertThat(demo.waitFor(10, TimeUnit.SECONDS)).isTrue();
		System.out.println(said);
		assertThat(demo.exitValue()).as(said).isZero();
		List<String> left = ProcessHandle.allProcesses()
			.map((process) -> process.info().commandLine().orElse(""))
			.filter((command) -> command.contains(home.resolve(".pizza/demo").toString()))
			.toList();
		assertThat(left).isEmpty();
	}

}
