package pizzashop.messaging;

import java.net.SocketTimeoutException;
import java.util.List;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pizzashop.messaging.test.ThingHappened;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

class PublishedSchemasTests {

	private final EventSerializer serializer = mock();

	private final PublishedSchemas schemas = new PublishedSchemas(this.serializer, mock(JdbcTemplate.class));

	@BeforeEach
	void prepare() {
		this.schemas.prepare("eaten", List.of(ThingHappened.class));
		this.schemas.prepare("drunk", List.of(ThingHappened.class));
	}

	@Test
	void aRegistryThatHangsHoldsUpTheStartForOneSchemaAlone() throws Exception {
		given(this.serializer.askForId(any())).willThrow(new SocketTimeoutException("Read timed out"));

		this.schemas.start();

		then(this.serializer).should(times(1)).askForId(any());
	}

	@Test
	void whatWasNotAskedAtTheStartIsAskedLater() throws Exception {
		given(this.serializer.askForId(any())).willThrow(new SocketTimeoutException("Read timed out")).willReturn(7);

		this.schemas.start();
		this.schemas.ask();
		this.schemas.ask();

		then(this.serializer).should(times(1 + 2)).askForId(any());
	}

	@Test
	void oneSchemaThatIsUnknownHoldsUpNoOther() throws Exception {
		given(this.serializer.askForId(any())).willThrow(new RestClientException("Subject not found", 404, 40401));

		this.schemas.start();

		then(this.serializer).should(times(2)).askForId(any());
	}

}
