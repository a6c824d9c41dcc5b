package pizzashop.platform;

import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import pizzashop.platform.mail.MailServer;
import pizzashop.platform.process.PlatformDirectory;
import pizzashop.platform.process.ProcessDefinition;
import pizzashop.platform.process.StopSignal;

/** The mail server as a child process. */
final class MailServerLaunch {

	private MailServerLaunch() {
	}

	static ProcessDefinition definition(ProjectHome home, PlatformDirectory directory, Ports ports,
			Compilers compilers) {
		List<String> command = JavaProgram.java("-Xmx32m", compilers.option(),
				"-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", JavaProgram.classPath(home),
				MailServer.class.getName(), Integer.toString(ports.smtp()), directory.mail().toString());
		return new ProcessDefinition("mail-server", List.of(ports.smtp()), command, Map.of(), directory.run(), () -> {
		}, () -> greets(ports), StopSignal.TERM, Duration.ofSeconds(5)).givingWay();
	}

	private static boolean greets(Ports ports) throws Exception {
		try (Socket socket = Tcp.connect(ports.smtp())) {
			return socket.getInputStream().read() == '2';
		}
	}

}
