namespace AnnotationHub.Domain.Earnings;

/// <summary>Whether a typed number can be one: a slip of one digit or two exchanged ones is found before the bank finds it.</summary>
public static class PayeeNumbers
{
    private const string IdCheckDigits = "10X98765432";
    private static readonly int[] IdWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>A resident identity number of 18 characters by GB 11643-1999: a real birth date and the check digit of ISO 7064 MOD 11-2.</summary>
    public static bool IsResidentId(string? number)
    {
        if (number is not { Length: 18 } || !number.AsSpan(0, 17).ContainsOnlyDigits()) return false;
        if (!DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var birth) || birth.Year < 1900)
            return false;
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (number[i] - '0') * IdWeights[i];
        return char.ToUpperInvariant(number[17]) == IdCheckDigits[sum % 11];
    }

    /// <summary>A bank card of 12 to 19 digits by the check digit of ISO/IEC 7812 (Luhn).</summary>
    public static bool IsBankCard(string? number)
    {
        if (number is not { Length: >= 12 and <= 19 } || !number.AsSpan().ContainsOnlyDigits()) return false;
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[^(i + 1)] - '0';
            if (i % 2 == 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>A mobile number of mainland China: 11 digits from 13 to 19.</summary>
    public static bool IsMobile(string? number) =>
        number is { Length: 11 } && number.AsSpan().ContainsOnlyDigits() && number[0] == '1' && number[1] >= '3';

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
