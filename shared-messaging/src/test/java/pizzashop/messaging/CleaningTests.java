package pizzashop.messaging;

import java.time.Clock;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

import static org.assertj.core.api.Assertions.assertThat;

class CleaningTests {

	@Test
	void itIsDoneAsOftenAsThePropertiesSay() {
		Duration interval = Duration.ofMinutes(3);
		ScheduledTaskRegistrar tasks = new ScheduledTaskRegistrar();

		new Cleaning("things", Duration.ofDays(14), interval, 1000, (oldest, limit) -> 0, Clock.systemUTC())
			.configureTasks(tasks);

		assertThat(tasks.getFixedDelayTaskList()).extracting(IntervalTask::getIntervalDuration)
			.containsExactly(interval);
	}

}
