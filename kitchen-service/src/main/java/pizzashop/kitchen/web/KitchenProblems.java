package pizzashop.kitchen.web;

import pizzashop.messaging.failure.Failures;
import pizzashop.messaging.web.ProblemDocuments;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;

/** What can be wrong with a request to the kitchen. */
@RestControllerAdvice
class KitchenProblems extends ProblemDocuments {

	KitchenProblems(Failures failures) {
		super(failures);
	}

	@ExceptionHandler
	ResponseEntity<Object> on(SalesNotReadYetException ex, WebRequest request) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, "1");
		return answer(ex, HttpStatus.SERVICE_UNAVAILABLE, "What sells is being read: please try again in a moment",
				headers, request);
	}

}
