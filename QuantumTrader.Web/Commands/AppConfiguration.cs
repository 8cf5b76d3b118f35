using System.Reflection;
using QuantumTrader.Infrastructure.Configuration;

namespace QuantumTrader.Web.Commands;

/// <summary>Where configuration and data are, for the app and for the commands alike.</summary>
public static class AppConfiguration
{
    private const string FileName = "appsettings.json";

    /// <summary>
    /// What relative paths of the configuration are relative to: the solution's folder under <c>dotnet run</c>, the
    /// executable's when published. Never the shell's.
    /// </summary>
    public static string BaseDirectory { get; } = FindSolution() ?? AppContext.BaseDirectory;

    /// <summary>The one file: at the solution's root or beside the executable.</summary>
    public static string SettingsFile => Path.Combine(BaseDirectory, FileName);

    /// <summary>Beside it, and not needed: lines of KEY=VALUE that win over the file and lose to the environment.</summary>
    public static string DotEnvFile => Path.Combine(BaseDirectory, ".env");

    public static string Version { get; } = typeof(AppConfiguration).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";

    /// <summary>The file, in Development the user's secrets, then <c>.env</c>, then environment variables: as the app reads them, without the web.</summary>
    public static IConfigurationRoot Read()
    {
        var builder = new ConfigurationBuilder().AddJsonFile(SettingsFile, optional: true, reloadOnChange: false);
        if (IsDevelopment)
        {
            builder.AddUserSecrets(typeof(AppConfiguration).Assembly, optional: true);
        }

        return builder.AddDotEnv(DotEnvFile).AddEnvironmentVariables().Build();
    }

    /// <param name="configuration">For Data:Directory.</param>
    /// <param name="option">From the command line, relative to the shell; null takes the configured one.</param>
    public static string DataDirectory(IConfiguration configuration, string? option)
    {
        if (!string.IsNullOrWhiteSpace(option))
        {
            return Path.GetFullPath(option);
        }

        var configured = configuration["Data:Directory"];
        return Path.GetFullPath(string.IsNullOrWhiteSpace(configured) ? "data" : configured, BaseDirectory);
    }

    /// <summary>The same for a command that needs nothing else: what is told is not looked up, so that a broken file cannot keep anybody from stopping.</summary>
    public static string DataDirectory(string? option) =>
        string.IsNullOrWhiteSpace(option) ? DataDirectory(Read(), null) : Path.GetFullPath(option);

    /// <summary>The host's own rule for the variables that it reads.</summary>
    private static bool IsDevelopment =>
        (Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"))?.Equals(Environments.Development, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The build puts its output under the solution; a published app stands alone.</summary>
    private static string? FindSolution()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (string.Equals(folder.Name, "publish", StringComparison.Ordinal))
            {
                return null;
            }

            if (File.Exists(Path.Combine(folder.FullName, "QuantumTrader.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
