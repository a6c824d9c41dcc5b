package pizzashop.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventCatalogueTests {

	@Test
	void everySchemaFileIsInTheCatalogue() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src/main/avro"))) {
			assertThat(files.map((file) -> file.getFileName().toString().replace(".avsc", "")))
				.containsExactlyInAnyOrderElementsOf(EventCatalogue.EVENTS.stream().map(Class::getSimpleName).toList());
		}
	}

	@Test
	void everyEventBeginsWithTheOrderIdAsUuid() {
		assertThat(EventCatalogue.EVENTS).allSatisfy((event) -> {
			var orderId = EventCatalogue.schemaOf(event).getFields().getFirst();
			assertThat(orderId.name()).isEqualTo("orderId");
			assertThat(orderId.schema().getLogicalType().getName()).isEqualTo("uuid");
		});
	}

	@Test
	void aSubjectIsTopicAndRecordName() {
		assertThat(EventCatalogue.subjectOf(EventCatalogue.EVENTS.getFirst()))
			.isEqualTo("pizza-orders-pizzashop.events.OrderPlaced");
	}

	@Test
	void whatIsRegisteredIsTheFileWithoutPropertiesOfTheCodeGenerator() throws IOException {
		for (Class<? extends SpecificRecord> event : EventCatalogue.EVENTS) {
			assertThat(SchemaRegistration.contractOf(event).canonicalString()).contains("pizzashop.events")
				.doesNotContain("avro.java.string");
		}
	}

}
