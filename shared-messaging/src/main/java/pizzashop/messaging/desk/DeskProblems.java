package pizzashop.messaging.desk;

import pizzashop.messaging.failure.Failures;
import pizzashop.messaging.web.ProblemDocuments;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;

/** What the desk refuses. Before the service's own advice, which would take anything. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(assignableTypes = { DeskController.class, DeskPage.class })
class DeskProblems extends ProblemDocuments {

	DeskProblems(Failures failures) {
		super(failures);
	}

	@ExceptionHandler
	ResponseEntity<Object> on(LetterNotFoundException ex, WebRequest request) {
		return answer(ex, HttpStatus.NOT_FOUND, String.valueOf(ex.getMessage()), new HttpHeaders(), request);
	}

	@ExceptionHandler
	ResponseEntity<Object> on(DecisionRefusedException ex, WebRequest request) {
		return answer(ex, HttpStatus.CONFLICT, String.valueOf(ex.getMessage()), new HttpHeaders(), request);
	}

}
