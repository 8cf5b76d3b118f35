using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;
using QuantumTrader.Web.Api.Problems;

namespace QuantumTrader.Web.Api.Requests;

/// <summary>Bodies, read strictly: at most 64 KB of JSON, one flat object, no field twice and none that is not known.</summary>
internal static class ApiBody
{
    public const int LengthMax = 64 * 1024;
    public const int DepthMax = 8;

    /// <summary>The bytes, none when there are none; or why they are not taken.</summary>
    public static async Task<(byte[] Body, ApiAnswer? Problem)> ReadAsync(HttpContext http, CancellationToken stopping)
    {
        var request = http.Request;
        if (request.ContentLength > LengthMax)
        {
            return ([], TooLarge());
        }

        using var body = new MemoryStream();
        var piece = new byte[4096];
        int read;
        while ((read = await request.Body.ReadAsync(piece, stopping)) > 0)
        {
            if (body.Length + read > LengthMax)
            {
                return ([], TooLarge());
            }

            body.Write(piece, 0, read);
        }

        return body.Length > 0 && !IsJson(request.ContentType)
            ? ([], ApiProblems.Of(ProblemKind.NotJson, "Send the body as Content-Type: application/json."))
            : (body.ToArray(), null);
    }

    /// <summary>The object, or why it is none; an empty body is an object without fields.</summary>
    public static (T? Value, ApiAnswer? Problem) Parse<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            var text = body.Length == 0 ? "{}"u8.ToArray() : body;
            return StrangeField(text, type) is { } problem ? (null, problem) : (JsonSerializer.Deserialize(text, type)!, null);
        }
        catch (JsonException e) when (e.Path is { Length: > 2 } path)
        {
            var field = path[2..];
            return (null, ApiProblems.OfField(ProblemKind.FieldInvalid, field, $"'{field}' has a value of the wrong type."));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var at = e is JsonException { LineNumber: { } line } ? $" (line {line + 1})" : "";
            return (null, Unreadable($"The body is not JSON, or is nested deeper than {DepthMax}{at}."));
        }
    }

    private static ApiAnswer? StrangeField(byte[] text, JsonTypeInfo type)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = DepthMax });
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return Unreadable("The body must be one JSON object.");
        }

        var known = type.Properties.Select(p => p.Name).ToArray();
        var seen = new HashSet<string>(StringComparer.Ordinal); // bounded by the body's length
        foreach (var name in document.RootElement.EnumerateObject().Select(p => p.Name))
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                return ApiProblems.OfField(ProblemKind.FieldUnknown, Shown(name), $"'{Shown(name)}' is not a field of this request; known are {string.Join(", ", known)}.");
            }

            if (!seen.Add(name))
            {
                return ApiProblems.OfField(ProblemKind.FieldInvalid, name, $"'{name}' is there twice.");
            }
        }

        return null;
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals(ApiAnswer.JsonType, StringComparison.OrdinalIgnoreCase);

    private static ApiAnswer TooLarge() => ApiProblems.Of(ProblemKind.BodyTooLarge, $"The body is larger than {LengthMax / 1024} KB.");

    private static ApiAnswer Unreadable(string detail) => ApiProblems.Of(ProblemKind.BodyUnreadable, detail);

    private static string Shown(string name) => name.Length <= 64 ? name : name[..64] + "…";
}
