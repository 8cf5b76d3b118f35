using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Web.Commands;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Security;

namespace QuantumTrader.Web.Hosting;

/// <summary>The app: engine and control center in one process.</summary>
public static class AppHost
{
    private const string FreshFlag = "--fresh";

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        var isFresh = args.Contains(FreshFlag, StringComparer.Ordinal);
        var builder = CreateBuilder([.. args.Where(a => a != FreshFlag)]);
        if (ListenRules.Refusal(builder.Configuration) is { } refusal)
        {
            return CommandLine.Fail(refusal);
        }

        var directory = AppConfiguration.DataDirectory(builder.Configuration, null);
        var (lease, inUse) = await AcquireAsync(directory, isFresh, time);
        if (lease is null)
        {
            return CommandLine.Fail(inUse!, CommandLine.Failure);
        }

        using (lease)
        {
            return await RunAsync(builder, lease, time);
        }
    }

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Published and started from another folder, or run from the sources: the files are beside the executable either way.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        RootConfiguration.Insert(builder.Configuration, AppConfiguration.SettingsFile);
        if (string.IsNullOrWhiteSpace(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls(builder.Configuration["Web:Url"] ?? ListenRules.DefaultUrl);
        }

        return builder;
    }

    /// <summary>The lock first, so that <c>--fresh</c> never moves a directory that somebody works in.</summary>
    private static async Task<(DataDirectoryLease? Lease, string? Refusal)> AcquireAsync(string directory, bool isFresh, TimeProvider time)
    {
        var acquired = await DataDirectoryLease.TryAcquireAsync(directory);
        if (!isFresh || acquired.Lease is null)
        {
            return acquired;
        }

        acquired.Lease.Dispose();
        if (FreshStart.MoveAside(directory, time.GetUtcNow()) is { } aside)
        {
            Console.WriteLine($"Starting afresh; the old data is in {aside}");
        }

        return await DataDirectoryLease.TryAcquireAsync(directory);
    }

    private static async Task<int> RunAsync(WebApplicationBuilder builder, DataDirectoryLease lease, TimeProvider time)
    {
        try
        {
            builder.AddLogging(lease.Directory);
            builder.Services.AddDataProtection().SetApplicationName("QuantumTrader").PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(lease.Directory, "keys")));
            builder.Services.AddEngine(lease, time).AddUi();
            builder.Services.AddSingleton<IOperatorActions>(p => new OperatorActions(p.GetRequiredService<LiveEngine>().Context, () => p.GetRequiredService<LiveEngine>().Engine?.Emergency));
            builder.Services.AddHostedService<EngineHost>();
            builder.Services.AddHostedService(p => ActivatorUtilities.CreateInstance<ControlSocket>(p, lease.Directory));
            await using var app = builder.Build();
            Configure(app);
            app.Services.GetService<IStartupValidator>()?.Validate();
            await app.StartAsync();
            Greet(app, lease);
            await app.WaitForShutdownAsync();
            return Environment.ExitCode;
        }
        catch (Exception e) when (StartFailure.Explain(e) is { } lines)
        {
            foreach (var line in lines)
            {
                await Console.Error.WriteLineAsync(line.ReplaceLineEndings(" "));
            }

            return StartFailure.ExitCodeOf(e);
        }
    }

    private static void Configure(WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseAntiforgery();
        app.MapHealth();
        app.MapUi();
    }

    private static void Greet(WebApplication app, DataDirectoryLease lease)
    {
        Console.WriteLine($"QuantumTrader {AppConfiguration.Version}: PAPER trading on {app.Services.GetRequiredService<Domain.Market.IMarketSource>().Description}");
        Console.WriteLine($"  screen  {string.Join(' ', app.Urls)}");
        Console.WriteLine($"  data    {lease.Directory}");
        Console.WriteLine("  stop trading with the STOP button or 'ess activate'; end the app with Ctrl+C");
    }
}
