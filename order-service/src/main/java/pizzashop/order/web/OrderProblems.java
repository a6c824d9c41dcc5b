package pizzashop.order.web;

import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import pizzashop.messaging.failure.Failures;
import pizzashop.messaging.web.ProblemDocuments;
import pizzashop.order.cancellation.TooLateToCancelException;
import pizzashop.order.groupcommit.OverloadedException;
import pizzashop.order.orders.IdempotencyKey;
import pizzashop.order.orders.IdempotencyKeyReusedException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;

/** What can be wrong with a request about orders. */
@RestControllerAdvice
class OrderProblems extends ProblemDocuments {

	static final String MORE_THAN_CAN_BE_PLACED = "More orders come than can be placed, please try again";

	OrderProblems(Failures failures) {
		super(failures);
	}

	@ExceptionHandler
	ResponseEntity<Object> on(OrderNotFoundException ex, WebRequest request) {
		return answer(ex, HttpStatus.NOT_FOUND, "There is no such order", new HttpHeaders(), request,
				new FieldError("orderId", "must be the id of an order"));
	}

	@ExceptionHandler
	ResponseEntity<Object> on(IdempotencyKeyReusedException ex, WebRequest request) {
		return answer(ex, HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key was used with another order",
				new HttpHeaders(), request, new FieldError("Idempotency-Key", "must be a new one for another order"));
	}

	@ExceptionHandler
	ResponseEntity<Object> on(TooLateToCancelException ex, WebRequest request) {
		return answer(ex, HttpStatus.CONFLICT, "Too late to cancel: " + ex.getMessage(), new HttpHeaders(), request);
	}

	@ExceptionHandler
	ResponseEntity<Object> on(OverloadedException ex, WebRequest request) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, secondsUntilRetry());
		return answer(ex, HttpStatus.SERVICE_UNAVAILABLE, MORE_THAN_CAN_BE_PLACED, headers, request);
	}

	/** Not all shall come again at the same moment. */
	static String secondsUntilRetry() {
		return String.valueOf(ThreadLocalRandom.current().nextInt(1, 6));
	}

	@Override
	protected String messageFor(@Nullable Class<?> type) {
		return (type == IdempotencyKey.class) ? "must be 1 to 255 visible ASCII characters" : super.messageFor(type);
	}

	@Override
	protected String messageForTooLarge() {
		return "must have at most 2 MB, and no more levels or digits than an order needs";
	}

}
