package pizzashop.testplatform;

import java.io.InputStream;
import java.util.Map;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pizzashop.contracts.EventCatalogue;
import pizzashop.contracts.SchemaRegistration;
import pizzashop.events.OrderPlaced;
import pizzashop.events.OrderReady;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The registry says of a changed contract what the build says. */
class SchemaRegistrationIT {

	private static final String PLACED = EventCatalogue.subjectOf(OrderPlaced.class);

	private static final String READY = EventCatalogue.subjectOf(OrderReady.class);

	private SchemaRegistryClient registry;

	@BeforeEach
	void connect() {
		// A client remembers what it was told: each test has its own.
		this.registry = new CachedSchemaRegistryClient(TestPlatform.registryUrl(), 100, Map.of("max.retries", 5));
	}

	@AfterEach
	void leaveTheRegistryAsItWas() throws Exception {
		forget(PLACED);
		forget(READY);
		SchemaRegistration.register(TestPlatform.registryUrl(), Map.of());
		this.registry.close();
	}

	@Test
	void aRenamedFieldIsRefused() throws Exception {
		SchemaRegistration.register(TestPlatform.registryUrl(), Map.of());

		assertThatExceptionOfType(RestClientException.class)
			.isThrownBy(() -> this.registry.register(PLACED, changed("OrderPlaced", "\"total\"", "\"amount\"")))
			.returns(409, RestClientException::getStatus);
	}

	@Test
	void anOptionalFieldIsTaken() throws Exception {
		Map<String, Integer> ids = SchemaRegistration.register(TestPlatform.registryUrl(), Map.of());

		int id = this.registry.register(PLACED, withNote());

		assertThat(id).isNotEqualTo(ids.get(PLACED));
		assertThat(this.registry.getAllVersions(PLACED)).hasSize(2);
		assertThat(SchemaRegistration.register(TestPlatform.registryUrl(), Map.of())).as("what is deployed again")
			.isEqualTo(ids);
	}

	@Test
	void aSubjectThatNobodyLookedAfterIsLookedAfterBeforeItIsWrittenTo() throws Exception {
		forget(READY);
		this.registry.updateCompatibility(READY, "NONE");
		this.registry.register(READY, changed("OrderReady", "\"readyAt\"", "\"bakedAt\""));

		assertThatExceptionOfType(RestClientException.class)
			.isThrownBy(() -> SchemaRegistration.register(TestPlatform.registryUrl(), Map.of()))
			.returns(409, RestClientException::getStatus)
			.withMessageStartingWith("The registry refused /contracts/released/OrderReady/1.avsc for the subject "
					+ "pizza-orders-pizzashop.events.OrderReady, and said: ")
			.withMessageContaining("ncompatible");
		assertThat(this.registry.getAllVersions(READY)).hasSize(1);
	}

	@Test
	void aNewRegistryKnowsTheRuleFromTheFirstVersionOn() throws Exception {
		forget(PLACED);

		SchemaRegistration.register(TestPlatform.registryUrl(), Map.of());

		assertThat(this.registry.getCompatibility(PLACED)).isEqualTo("FULL_TRANSITIVE");
		assertThat(this.registry.getAllVersions(PLACED)).hasSize(1);
	}

	private void forget(String subject) throws Exception {
		if (this.registry.getAllSubjects().contains(subject)) {
			this.registry.deleteSubject(subject);
			this.registry.deleteSubject(subject, true);
		}
	}

	private static AvroSchema withNote() throws Exception {
		return changed("OrderPlaced", "\"fields\": [", """
				"fields": [{"name": "note", "type": ["null", "string"], "default": null},""");
	}

	private static AvroSchema changed(String event, String text, String by) throws Exception {
		try (InputStream avsc = EventCatalogue.class.getResourceAsStream("/contracts/" + event + ".avsc")) {
			return new AvroSchema(new String(avsc.readAllBytes(), UTF_8).replaceFirst("\\Q" + text, by));
		}
	}

}
