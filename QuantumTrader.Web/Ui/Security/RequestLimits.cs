using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using QuantumTrader.Web.Api;

namespace QuantumTrader.Web.Ui.Security;

/// <summary>How large, deep, slow and many requests may be.</summary>
internal static class RequestLimits
{
    /// <summary>Of forms and of the API; nothing here takes files.</summary>
    public const int BodyMax = 64 * 1024;

    public const int JsonDepthMax = 16;
    private const int HeadersMax = 16 * 1024;
    private const int HeaderCountMax = 64;
    private const int FormFieldsMax = 32;
    private const int FormValueMax = 8 * 1024;
    private const int FormKeyMax = 128;
    public const int ConnectionsMax = 1000;
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdleConnectionMax = TimeSpan.FromMinutes(2);
    private static readonly MinDataRate SlowestBody = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    public static void Apply(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = BodyMax;
        limits.MaxRequestHeadersTotalSize = HeadersMax;
        limits.MaxRequestHeaderCount = HeaderCountMax;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.RequestHeadersTimeout = HeadersWithin;
        limits.KeepAliveTimeout = IdleConnectionMax;
        limits.MinRequestBodyDataRate = SlowestBody;
        limits.MaxConcurrentConnections = ConnectionsMax;
    }

    public static void Apply(FormOptions form)
    {
        form.ValueCountLimit = FormFieldsMax;
        form.ValueLengthLimit = FormValueMax;
        form.KeyLengthLimit = FormKeyMax;
        form.MultipartBodyLengthLimit = BodyMax;
        form.BufferBodyLengthLimit = BodyMax;
    }

    /// <summary>
    /// What says that it is too large is refused before anything of it is read; what does not say so is stopped while it is read. A stop
    /// by key is done without its body.
    /// </summary>
    public static IApplicationBuilder UseBodyLimit(this IApplicationBuilder app) => app.Use((http, next) =>
        http.Request.ContentLength > BodyMax && !http.Request.Path.Equals(ApiPaths.Activate, StringComparison.OrdinalIgnoreCase)
            ? http.RefuseAsync(StatusCodes.Status413PayloadTooLarge, "TOO_LARGE", Faults.TextOf(StatusCodes.Status413PayloadTooLarge))
            : next(http));
}
