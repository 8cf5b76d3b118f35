using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Web.Api;
using QuantumTrader.Web.Engine;

namespace QuantumTrader.Web.Hosting;

/// <summary>All that is wrong with the configuration, at once and before anything on the disk is touched.</summary>
public static class ConfigurationCheck
{
    private const string AnnotationStart = "with the error: '";

    /// <summary>One line for each failure, naming its key; empty when the app can start on it.</summary>
    public static IReadOnlyList<string> Problems(IConfiguration configuration) => Problems(configuration, ConfigurationSections.All);

    /// <summary>The same for one section, for a command that needs no other.</summary>
    public static IReadOnlyList<string> ProblemsOf(IConfiguration configuration, string section) =>
        Problems(configuration, ConfigurationSections.All.Where(s => s.Section == section));

    private static List<string> Problems(IConfiguration configuration, IEnumerable<(string Section, Type Options)> sections)
    {
        var problems = new List<string>();
        using var options = Options(configuration);
        foreach (var (name, type) in sections)
        {
            var section = configuration.GetSection(name);
            var unreadable = Unreadable(section, type).ToList();
            problems.AddRange(unreadable.Count > 0 ? unreadable : OutOfRange(options, type));
        }

        return problems;
    }

    private static ServiceProvider Options(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddLogging();
        return services.AddStages(directory: ".").AddRedisOptions(StoreChoice.IsRedis(configuration)).AddWebOptions().AddIdentityOptions().AddApiOptions().AddAlertsOptions().BuildServiceProvider(); // Only options are asked of it: it opens nothing.
    }

    /// <summary>Keys that nobody knows and values that are not of the key's kind: what the binder would stop at, one by one.</summary>
    private static IEnumerable<string> Unreadable(IConfigurationSection section, Type type)
    {
        var known = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (!known.TryGetValue(child.Key, out var property))
            {
                yield return $"{child.Path} is not a setting; {section.Path} has {string.Join(", ", known.Keys)}.";
            }
            else if (child.Value is null && child.GetChildren().Any())
            {
                yield return $"{child.Path} is a group; it must be {KindOf(property.PropertyType)}.";
            }
            else if (child.Value is { } text && !CanConvert(text, property.PropertyType))
            {
                yield return $"{child.Path} is '{text}'; it must be {KindOf(property.PropertyType)}.";
            }
        }
    }

    private static bool CanConvert(string text, Type type)
    {
        try
        {
            return type == typeof(string) || TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text) is not null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static string KindOf(Type type) => type switch
    {
        { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ when type == typeof(string) => "a text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "a time such as 00:00:05 (hours, minutes, seconds)",
        _ when type == typeof(decimal) || type == typeof(double) => "a number such as 0.5",
        _ => "a whole number",
    };

    private static IEnumerable<string> OutOfRange(ServiceProvider options, Type type)
    {
        try
        {
            _ = ((IOptions<object>)options.GetRequiredService(typeof(IOptions<>).MakeGenericType(type))).Value;
            return [];
        }
        catch (OptionsValidationException e)
        {
            return e.Failures.Select(Plain);
        }
    }

    /// <summary>The options' own text, without the frame that data annotations put around it.</summary>
    private static string Plain(string failure) =>
        failure.IndexOf(AnnotationStart, StringComparison.Ordinal) is var at and >= 0
            ? failure[(at + AnnotationStart.Length)..].TrimEnd('.').TrimEnd('\'')
            : failure;
}
