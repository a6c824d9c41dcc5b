package pizzashop.platform.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import pizzashop.platform.AotCache;
import pizzashop.platform.ProjectHome;
import pizzashop.platform.Service;
import pizzashop.platform.process.LaunchLock;
import pizzashop.platform.process.PlatformDirectory;

/** Has every service learn to start faster. */
@Command(name = "train",
		description = "Teach the services to start faster: each starts once, and what its JVM learnt is kept.",
		footer = "It is good until the services are built anew. Takes a JDK 25 or newer.")
final class TrainCommand implements Callable<Integer> {

	private final Terminal terminal = new Terminal();

	@Override
	public Integer call() {
		AotCache.checkSupported();
		ProjectHome home = ProjectHome.locate();
		PlatformDirectory directory = PlatformDirectory.in(home.state());
		directory.create();
		// services that run would lose what they run on
		try (LaunchLock lock = LaunchLock.acquire(directory, this.terminal::say)) {
			this.terminal.heading("Starting each service once, up to where it would listen");
			for (Service service : Service.values()) {
				train(service, AotCache.of(home, service), directory.logs());
			}
		}
		this.terminal.say("");
		this.terminal.say("From now on ./pizza up and ./pizza demo start them with what they learnt.");
		return 0;
	}

	private void train(Service service, AotCache cache, Path logs) {
		String name = service.processName();
		if (cache.isThere()) {
			this.terminal.say("  " + this.terminal.good(this.terminal.mark()) + " " + name + " is trained already");
			return;
		}
		this.terminal.say("    training " + name);
		long began = System.nanoTime();
		cache.train(logs.resolve("train-" + name + ".log"));
		this.terminal.say(String.format(Locale.ROOT, "  %s %-21s %5.1f s", this.terminal.good(this.terminal.mark()),
				name, (System.nanoTime() - began) / 1e9));
	}

}
