package pizzashop.messaging.desk;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import pizzashop.messaging.Cleaning;
import pizzashop.messaging.MessagingAutoConfiguration;
import pizzashop.messaging.failure.DeadLetterProperties;
import pizzashop.messaging.failure.Failures;
import pizzashop.messaging.live.ChangeFeed;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives a service a desk of its own dead letters, when it is switched on. */
@AutoConfiguration(after = MessagingAutoConfiguration.class)
@ConditionalOnBooleanProperty("messaging.dead-letters.desk")
class DeskAutoConfiguration {

	private static final String GROUP = "${spring.kafka.consumer.group-id}";

	@Bean
	LetterTable letterTable(@Value(GROUP) String group, JdbcTemplate jdbc) {
		return new LetterTable(group, jdbc);
	}

	@Bean
	ReturnPath returnPath(@Value(GROUP) String group, KafkaListenerEndpointRegistry listeners,
			KafkaTemplate<byte[], byte[]> kafka, DeadLetterProperties properties) {
		return new ReturnPath(group, listeners, kafka, properties.sendTimeout());
	}

	@Bean
	DeadLetterDesk deadLetterDesk(@Value(GROUP) String group, LetterTable table,
			PlatformTransactionManager transactions, ReturnPath returnPath, DeadLetterProperties properties,
			ChangeFeed changes, MeterRegistry meters, Clock clock) {
		return new DeadLetterDesk(group, table, new TransactionTemplate(transactions), returnPath, properties, changes,
				meters, clock);
	}

	/** Few at a time: records may be as large as any. An open letter stays. */
	@Bean
	Cleaning deskCleaning(LetterTable table, DeadLetterProperties properties, Clock clock) {
		return new Cleaning("desk", properties.retention(), properties.cleaningInterval(), 100,
				table::deleteClosedBefore, clock);
	}

	@Bean
	DeskListener deskListener(DeadLetterDesk desk) {
		return new DeskListener(desk);
	}

	/**
	 * Not beside the controller: the context of the management port takes its exception
	 * handlers from its parent, which is this one.
	 */
	@Bean
	DeskProblems deskProblems(Failures failures) {
		return new DeskProblems(failures);
	}

	@Bean
	@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
	DeskDoor deskDoor(DeadLetterProperties properties, Environment environment) {
		return new DeskDoor(properties, environment);
	}

}
