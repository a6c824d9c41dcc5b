package pizzashop.messaging;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import org.flywaydb.core.Flyway;
import pizzashop.messaging.failure.DeadLetterProperties;
import pizzashop.messaging.failure.DeadLetters;
import pizzashop.messaging.failure.FailureRule;
import pizzashop.messaging.failure.Failures;
import pizzashop.messaging.failure.PartitionRetry;
import pizzashop.messaging.failure.RetryProperties;
import pizzashop.messaging.inbox.Inbox;
import pizzashop.messaging.inbox.InboxProperties;
import pizzashop.messaging.inbox.InboxTable;
import pizzashop.messaging.outbox.Outbox;
import pizzashop.messaging.outbox.OutboxProperties;
import pizzashop.messaging.outbox.OutboxRelay;
import pizzashop.messaging.outbox.OutboxTable;
import pizzashop.messaging.tracing.EventTracing;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.config.ContainerPostProcessor;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives a service its {@link Outbox}, its {@link Inbox} and the error handling of its
 * listeners. Kafka's settings come with
 * {@code spring.config.import: classpath:messaging.yaml}.
 */
@AutoConfiguration
@EnableScheduling
@EnableConfigurationProperties({ OutboxProperties.class, InboxProperties.class, RetryProperties.class,
		DeadLetterProperties.class })
public class MessagingAutoConfiguration {

	private static final String GROUP = "${spring.kafka.consumer.group-id}";

	@Bean
	@ConditionalOnMissingBean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	EventSerializer eventSerializer(KafkaProperties kafka) {
		return new EventSerializer(kafka.getProperties());
	}

	@Bean
	PublishedSchemas publishedSchemas(EventSerializer serializer, JdbcTemplate jdbc) {
		return new PublishedSchemas(serializer, jdbc);
	}

	@Bean
	OutboxTable outboxTable(JdbcTemplate jdbc) {
		return new OutboxTable(jdbc);
	}

	@Bean
	OutboxRelay outboxRelay(OutboxTable table, PlatformTransactionManager transactions,
			KafkaTemplate<byte[], byte[]> kafka, @Value("/${spring.application.name}") String source,
			EventTracing tracing, OutboxProperties properties) {
		return new OutboxRelay(table, new TransactionTemplate(transactions), kafka, source, tracing, properties);
	}

	@Bean
	Outbox outbox(PublishedSchemas schemas, EventSerializer serializer, EventTracing tracing, OutboxTable table,
			OutboxRelay relay, Clock clock) {
		return new Outbox(schemas, serializer, tracing, table, relay, clock);
	}

	@Bean
	Failures failures(ObjectProvider<FailureRule> rules) {
		return new Failures(rules.orderedStream().toList());
	}

	@Bean
	DeadLetters deadLetters(KafkaTemplate<byte[], byte[]> kafka, DeadLetterProperties properties,
			@Value(GROUP) String group, EventTracing tracing, MeterRegistry meters, Clock clock) {
		return new DeadLetters(kafka, properties, group, tracing, meters, clock);
	}

	@Bean
	PartitionRetry partitionRetry(Failures failures, DeadLetters deadLetters, RetryProperties properties,
			EventTracing tracing, MeterRegistry meters, Clock clock) {
		return new PartitionRetry(failures, deadLetters, properties, tracing, meters, clock);
	}

	/**
	 * Listeners run on platform threads: there are few, and each wait for the database,
	 * which has a timeout, would park and wake a virtual one at a price.
	 */
	@Bean
	ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> listenersOnPlatformThreads() {
		return (container) -> container.getContainerProperties()
			.setListenerTaskExecutor(new SimpleAsyncTaskExecutor(container.getBeanName() + "-"));
	}

	/**
	 * For listeners of the dead-letter topic: a dead letter about a dead letter would
	 * come back to them, so they wait, whatever fails.
	 */
	@Bean(defaultCandidate = false)
	PartitionRetry patientRetry(DeadLetters deadLetters, RetryProperties properties, EventTracing tracing,
			MeterRegistry meters, Clock clock) {
		return new PartitionRetry(Failures.allOutages(), deadLetters, properties, tracing, meters, clock);
	}

	/**
	 * Makes a listener one of dead letters, with
	 * {@code @KafkaListener(containerPostProcessor = "deadLetterListener")}.
	 */
	@Bean
	ContainerPostProcessor<Object, Object, AbstractMessageListenerContainer<Object, Object>> deadLetterListener(
			@Qualifier("patientRetry") PartitionRetry patientRetry) {
		return (container) -> {
			container.setCommonErrorHandler(patientRetry);
			container.setBatchInterceptor(patientRetry);
		};
	}

	@Bean
	InboxTable inboxTable(JdbcTemplate jdbc) {
		return new InboxTable(jdbc);
	}

	@Bean
	Cleaning inboxCleaning(InboxTable table, InboxProperties properties, Clock clock) {
		return new Cleaning("inbox", properties.retention(), properties.cleaningInterval(), properties.cleaningBatch(),
				table::deleteBefore, clock);
	}

	@Bean
	Inbox inbox(@Value(GROUP) String group, EventSerializer serializer, InboxTable table,
			PlatformTransactionManager transactions, Failures failures, DeadLetters deadLetters, EventTracing tracing,
			MeterRegistry meters) {
		return new Inbox(group, serializer, table, new TransactionTemplate(transactions), failures, deadLetters,
				tracing, meters);
	}

	/**
	 * A producer that is to start over is closed first; one second is enough to hand out
	 * what can still be sent.
	 */
	@Bean
	DefaultKafkaProducerFactoryCustomizer quickProducerClose() {
		return (factory) -> factory.setPhysicalCloseTimeout(1);
	}

	/**
	 * The tables of outbox and inbox have a history of their own, so that this library
	 * and the service that uses it number their migrations independently.
	 */
	@Bean
	FlywayMigrationStrategy serviceThenMessaging() {
		return (service) -> {
			service.migrate();
			Flyway.configure()
				.configuration(service.getConfiguration())
				.locations("classpath:db/messaging")
				.table("messaging_schema_history")
				.baselineOnMigrate(true)
				.baselineVersion("0")
				.load()
				.migrate();
		};
	}

}
