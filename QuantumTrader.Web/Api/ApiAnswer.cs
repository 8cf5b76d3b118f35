using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace QuantumTrader.Web.Api;

/// <summary>What a request is answered with: made whole before anything is sent, so that it can be kept and sent again.</summary>
internal sealed class ApiAnswer : IResult
{
    public const string JsonType = "application/json";
    private readonly List<(string Name, string Value)> _headers = []; // a handful

    private ApiAnswer(int statusCode, byte[] body, string contentType) => (StatusCode, Body, ContentType) = (statusCode, body, contentType);

    public int StatusCode { get; }

    public byte[] Body { get; }

    public string ContentType { get; }

    /// <summary>It came from the service behind the endpoint: done, or refused for good. Others may be different next time.</summary>
    public bool IsFinal { get; private set; }

    public static ApiAnswer Json<T>(int statusCode, T value, JsonTypeInfo<T> type, string contentType = JsonType) =>
        new(statusCode, JsonSerializer.SerializeToUtf8Bytes(value, type), contentType);

    /// <summary>JSON that is kept somewhere to the byte.</summary>
    public static ApiAnswer Bytes(byte[] json) => new(StatusCodes.Status200OK, json, JsonType);

    /// <summary>One that was kept.</summary>
    public static ApiAnswer Again(int statusCode, string body) =>
        new(statusCode, Encoding.UTF8.GetBytes(body), statusCode >= StatusCodes.Status400BadRequest ? Problems.ApiProblems.ContentType : JsonType);

    public ApiAnswer Final()
    {
        IsFinal = true;
        return this;
    }

    public ApiAnswer With(string header, string value)
    {
        _headers.Add((header, value));
        return this;
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCode;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        response.Headers.CacheControl = "no-store";
        foreach (var (name, value) in _headers)
        {
            response.Headers[name] = value;
        }

        await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }
}
