package pizzashop.platform.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How to run one process of the system.
 *
 * @param name what people call it; also the name of its log
 * @param ports the ports that it listens on, the one that clients know first
 * @param command program and arguments
 * @param environment what is added to the launcher's own environment
 * @param workingDirectory where it runs
 * @param preparation what comes before every start
 * @param probe tells when it is ready
 * @param stopSignal asks it to stop in good order
 * @param grace how long it may take to stop before it is killed
 * @param givesWay whether others go first where processors are short
 */
public record ProcessDefinition(String name, List<Integer> ports, List<String> command, Map<String, String> environment,
		Path workingDirectory, Preparation preparation, Probe probe, StopSignal stopSignal, Duration grace,
		boolean givesWay) {

	/** One that gives way to nobody. */
	public ProcessDefinition(String name, List<Integer> ports, List<String> command, Map<String, String> environment,
			Path workingDirectory, Preparation preparation, Probe probe, StopSignal stopSignal, Duration grace) {
		this(name, ports, command, environment, workingDirectory, preparation, probe, stopSignal, grace, false);
	}

	/** The same with others going first where processors are short. */
	public ProcessDefinition givingWay() {
		return new ProcessDefinition(this.name, this.ports, this.command, this.environment, this.workingDirectory,
				this.preparation, this.probe, this.stopSignal, this.grace, true);
	}

}
