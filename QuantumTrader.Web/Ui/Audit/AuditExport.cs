using System.Globalization;
using System.Text;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Components.Account;
using QuantumTrader.Web.Ui.Account;

namespace QuantumTrader.Web.Ui.Audit;

/// <summary>The whole audit trail as a file of JSON lines. A form, so that no link of another site fetches it.</summary>
internal static class AuditExport
{
    public const string Path = "/audit/export";

    public static void MapAuditExport(this IEndpointRouteBuilder routes) => routes.MapPost(Path, (Delegate)PostAsync);

    private static async Task<IResult> PostAsync(HttpContext http, ICallerSource callers, IAuditDesk desk, TimeProvider time)
    {
        if (await http.TroubleAsync() is { } foreign)
        {
            return Message(http, StatusCodes.Status400BadRequest, foreign);
        }

        try
        {
            return await desk.ExportAsync(await callers.CurrentAsync(), http.RequestAborted) switch
            {
                Guarded<IAsyncEnumerable<string>>.Done done => File(done.Value, time.GetUtcNow(), http.RequestAborted),
                Guarded<IAsyncEnumerable<string>>.Refused refused => Message(http, StatusCodes.Status403Forbidden, $"{refused.Refusal.Why} ({refused.Refusal.Code})"),
                _ => Message(http, StatusCodes.Status500InternalServerError, "No answer came."),
            };
        }
        catch (AuditUnavailableException e)
        {
            return Message(http, StatusCodes.Status503ServiceUnavailable, $"The audit trail cannot be read now: {e.Message}");
        }
    }

    // A trail that breaks off under way breaks the download off too, rather than look complete.
    private static IResult File(IAsyncEnumerable<string> lines, DateTimeOffset nowUtc, CancellationToken stopping) => Results.Stream(
        async stream =>
        {
            await foreach (var line in lines.WithCancellation(stopping))
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), stopping);
            }
        },
        "application/x-ndjson",
        string.Create(CultureInfo.InvariantCulture, $"audit-{nowUtc.UtcDateTime:yyyyMMdd-HHmmss}.jsonl"));

    private static IResult Message(HttpContext http, int statusCode, string trouble) =>
        http.Page<MessagePage>(statusCode, (nameof(MessagePage.Title), "Audit trail"), (nameof(MessagePage.Trouble), trouble));
}
