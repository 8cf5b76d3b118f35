using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Compact;

namespace QuantumTrader.Web.Hosting.Logging;

internal static class LoggingExtensions
{
    // The host's own word for a failed start, with a stack trace; StartFailure says the same in one line.
    private const string HostFailed = "Hosting failed to start";
    private const long FileSizeMax = 50L * 1024 * 1024;

    /// <summary>Short lines for people on the console; one JSON object a line in the data directory, bounded.</summary>
    public static void AddLogging(this WebApplicationBuilder builder, string dataDirectory, TimeProvider time)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSerilog((services, log) => log
            .MinimumLevel.Is(LevelConvert.ToSerilogLevel(builder.Configuration.GetValue("Web:LogLevel", LogLevel.Information)))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error) // that keys are not encrypted at rest, where the platform cannot: docs/security.md says so
            .Filter.ByExcluding(e => e.MessageTemplate.Text == HostFailed)
            .WriteTo.Sink(new BackgroundSink(Writer(dataDirectory), time)));
    }

    private static Serilog.Core.Logger Writer(string dataDirectory) => new LoggerConfiguration()
        .MinimumLevel.Verbose() // what is too fine was left out before
        .WriteTo.Console(outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}", formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Error)
        .WriteTo.File(new CompactJsonFormatter(), Path.Combine(dataDirectory, "logs", "app-.jsonl"), rollingInterval: RollingInterval.Day, fileSizeLimitBytes: FileSizeMax, rollOnFileSizeLimit: true, retainedFileCountLimit: 20)
        .CreateLogger();
}
