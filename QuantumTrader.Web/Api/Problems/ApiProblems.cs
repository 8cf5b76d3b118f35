using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Api.Problems;

/// <summary>Answers that say no. None of them holds the text of an exception.</summary>
internal static class ApiProblems
{
    public const string ContentType = "application/problem+json";
    private const string Challenge = "Bearer realm=\"QuantumTrader\"";

    public static ApiAnswer Of(ProblemKind kind, string detail) => Of(kind, detail, null);

    public static ApiAnswer OfField(ProblemKind kind, string field, string detail) =>
        Of(kind, detail, new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [detail] });

    public static ApiAnswer Of(ProblemKind kind, string detail, IReadOnlyDictionary<string, string[]>? errors)
    {
        var problem = new Problem($"{ApiPaths.Docs}#{kind.Code}", kind.Title, kind.Status, kind.Code, detail, errors);
        return ApiAnswer.Json(kind.Status, problem, ApiJson.Default.Problem, ContentType);
    }

    /// <summary>401 with what is asked for; one text for every wrong key, so that nobody learns what is wrong with it.</summary>
    public static ApiAnswer NotSignedIn() =>
        Of(ProblemKind.NotSignedIn, "Send an API key: Authorization: Bearer qt_… (to look, a signed-in browser will do).").With("WWW-Authenticate", Challenge);

    public static ApiAnswer KeyNotGood() =>
        Of(ProblemKind.KeyNotGood, "The API key is malformed, unknown, expired or revoked, or its owner is disabled. An Admin can make another.")
            .With("WWW-Authenticate", $"{Challenge}, error=\"invalid_token\"");

    public static ApiAnswer TooMany(TimeSpan wait, string detail) =>
        Of(ProblemKind.TooMany, detail).With("Retry-After", Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The gate's own code and sentence.</summary>
    public static ApiAnswer Refused(AccessRefusal refusal) => refusal.Code switch
    {
        AccessRefusal.NotSignedInCode => NotSignedIn(),
        AccessRefusal.AuditUnavailableCode => Of(new(StatusCodes.Status503ServiceUnavailable, refusal.Code, "The audit trail does not answer"), refusal.Why),
        _ => Of(new(StatusCodes.Status403Forbidden, refusal.Code, "Not allowed"), refusal.Why),
    };

    public static ApiAnswer ConsoleUnavailable() =>
        Of(ProblemKind.ConsoleUnavailable, "Users and keys cannot be looked up now; try again. Stopping works with a key that was used here before, at /emergency, and on the host with 'ess activate'.");
}
