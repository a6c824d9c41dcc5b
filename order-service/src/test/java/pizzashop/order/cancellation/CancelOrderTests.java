package pizzashop.order.cancellation;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import pizzashop.messaging.tracing.EventTracing;
import pizzashop.order.orders.Order;
import pizzashop.order.orders.OrderRepository;
import pizzashop.order.orders.OrderStatus;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

class CancelOrderTests {

	@Test
	void aCustomerWhoIsLateIsNoErrorInTheTraceOfTheOrder() {
		UUID id = UUID.randomUUID();
		Order order = mock();
		OrderRepository orders = mock();
		EventTracing tracing = mock();
		given(order.status()).willReturn(OrderStatus.COOKING);
		given(orders.findWithTimelineById(id)).willReturn(Optional.of(order));
		CancelOrder cancelOrder = new CancelOrder(orders, tracing, Clock.systemUTC());

		assertThatExceptionOfType(TooLateToCancelException.class).isThrownBy(() -> cancelOrder.cancel(id));

		then(tracing).shouldHaveNoInteractions();
	}

}
