namespace QuantumTrader.Web.Api.Problems;

/// <summary>A kind of problem: its status, its code and its title.</summary>
public sealed record ProblemKind(int Status, string Code, string Title)
{
    public static readonly ProblemKind BodyUnreadable = new(400, "BODY_UNREADABLE", "The body cannot be read");
    public static readonly ProblemKind FieldUnknown = new(400, "FIELD_UNKNOWN", "A field is not known");
    public static readonly ProblemKind QueryInvalid = new(400, "QUERY_INVALID", "The query is not valid");
    public static readonly ProblemKind HeaderInvalid = new(400, "HEADER_INVALID", "A header is not valid");
    public static readonly ProblemKind NotSignedIn = new(401, "NOT_SIGNED_IN", "Nobody is known to ask");
    public static readonly ProblemKind KeyNotGood = new(401, "KEY_NOT_GOOD", "The API key is not good");
    public static readonly ProblemKind NotFound = new(404, "NOT_FOUND", "There is nothing here");
    public static readonly ProblemKind MethodNotAllowed = new(405, "METHOD_NOT_ALLOWED", "Not with this method");
    public static readonly ProblemKind ResetRefused = new(409, "RESET_REFUSED", "Trading stays stopped");
    public static readonly ProblemKind PolicyRefused = new(409, "POLICY_REFUSED", "The policy stays as it is");
    public static readonly ProblemKind NotAcknowledged = new(409, "NOT_ACKNOWLEDGED", "The alert was not acknowledged");
    public static readonly ProblemKind AnnulRefused = new(409, "ANNUL_REFUSED", "The run is not annulled");
    public static readonly ProblemKind DrillRefused = new(409, "DRILL_REFUSED", "There is no drill now");
    public static readonly ProblemKind BodyTooLarge = new(413, "TOO_LARGE", "The body is too large");
    public static readonly ProblemKind NotJson = new(415, "NOT_JSON", "The body is not JSON");
    public static readonly ProblemKind FieldInvalid = new(422, "FIELD_INVALID", "A field is not valid");
    public static readonly ProblemKind IdempotencyConflict = new(422, "IDEMPOTENCY_KEY_REUSED", "The Idempotency-Key was used for another request");
    public static readonly ProblemKind TooMany = new(429, "TOO_MANY", "Too many requests");
    public static readonly ProblemKind Failed = new(500, "FAILED", "The request failed");
    public static readonly ProblemKind EngineUnavailable = new(503, "ENGINE_UNAVAILABLE", "The engine does not answer");
    public static readonly ProblemKind PictureStale = new(503, "PICTURE_STALE", "What is known is too old");
    public static readonly ProblemKind Standby = new(503, "STANDBY", "Another instance leads");
    public static readonly ProblemKind StoreUnavailable = new(503, "STORE_UNAVAILABLE", "A store cannot be read");
    public static readonly ProblemKind ConsoleUnavailable = new(503, "CONSOLE_UNAVAILABLE", "The console database does not answer");
}
